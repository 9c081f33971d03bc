package webhookverify_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/smileapi/smile-go/webhookverify"
)

// What is allocated while an event is read, garbage included, bounds what it may raise the heap by.
func TestMemoryIsBounded(t *testing.T) { //nolint:paralleltest // it counts what the whole program allocates
	const size = 1 << 19
	for _, kind := range []webhookverify.Type{webhookverify.TypeTaskFinished, webhookverify.TypeRecordCompleted} {
		for _, value := range []string{`{}`, `[]`, `1`, `null`, `""`, `{"id":1}`, `{"id":""}`, `[{}]`, `{"a":{}}`} {
			list := "[" + strings.Repeat(value+",", size/(len(value)+1)) + value + "]"
			for _, data := range []string{
				list, `{"payload":` + list + `}`, `{"payload":{"transactions":` + list + `}}`, `{"payload":{"transactions":{"items":` + list + `}}}`, `{"payload":{"identity":{"emails":` + list + `}}}`,
				`{"payload":{"insight":{"features":{"incomes_count":` + list + `,"new":` + list + `}}}}`, `{"datapoints":` + list + `}`,
			} {
				checkMemory(t, fmt.Sprintf(`{"id":"et-1","type":%q,"version":"x","data":%s}`, kind, data))
			}
			checkMemory(t, fmt.Sprintf(`{"id":%s,"type":%[1]s,"version":%[1]s,"createdAt":%[1]s}`, list))
		}
	}
}

func checkMemory(t *testing.T, body string) {
	t.Helper()
	data := []byte(body)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := webhookverify.Decode(data)
	runtime.ReadMemStats(&after)
	if taken := after.TotalAlloc - before.TotalAlloc; taken > 16*uint64(len(data))+4<<20 {
		t.Errorf("%.120s took %d bytes, %.1f for each, error %v", body, taken, float64(taken)/float64(len(data)), err)
	}
}
