package webhookverify_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/smileapi/smile-go/internal/peak"
	"github.com/smileapi/smile-go/userdata"
	"github.com/smileapi/smile-go/webhookverify"
)

// Reading an event raises the heap by no more than its size allows.
func TestMemoryIsBounded(t *testing.T) { //nolint:paralleltest // it looks at the heap of the whole program
	if !peak.Alone(t) {
		return
	}
	const size = 1 << 18
	for _, value := range []string{`{}`, `1`, `""`, `[{}]`, `{"id":""}`} {
		list := "[" + strings.Repeat(value+",", size/(len(value)+1)) + value + "]"
		for _, data := range []string{
			list, `{"payload":{"transactions":{"items":` + list + `}}}`, `{"payload":{"identity":{"emails":` + list + `}}}`,
			`{"payload":{"insight":{"features":{"incomes_count":` + list + `,"new":` + list + `}}}}`, `{"datapoints":` + list + `}`,
		} {
			checkMemory(t, fmt.Sprintf(`{"id":"et-1","type":%q,"version":"x","data":%s}`, userdata.EventTaskFinished, data))
		}
		checkMemory(t, fmt.Sprintf(`{"id":"et-1","type":%q,"data":{"payload":%s}}`, userdata.EventRecordCompleted, list))
		checkMemory(t, fmt.Sprintf(`{"id":%s,"type":%[1]s,"version":%[1]s,"createdAt":%[1]s}`, list))
	}
}

func checkMemory(t *testing.T, body string) {
	t.Helper()
	data := []byte(body)
	var err error
	taken := peak.Heap(func() { _, err = webhookverify.Decode(data) })
	if taken > 16*uint64(len(data))+4<<20 {
		t.Errorf("%.120s took %d bytes, %.1f for each, error %v", body, taken, float64(taken)/float64(len(data)), err)
	}
}
