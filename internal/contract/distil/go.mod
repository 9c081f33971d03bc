module github.com/smileapi/smile-go/internal/contract/distil

go 1.26.0

require (
	github.com/smileapi/smile-go v0.0.0
	go.yaml.in/yaml/v3 v3.0.5
)

replace github.com/smileapi/smile-go => ../../..
