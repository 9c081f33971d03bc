package userdata

// RecordStatus is the status of a request for a record, such as a signal or a social security record.
type RecordStatus string

// The statuses of a request. The last two are final.
const (
	RecordStatusProcessing RecordStatus = "PROCESSING"
	// RecordStatusCompleted means that the source answered.
	RecordStatusCompleted RecordStatus = "COMPLETED"
	// RecordStatusError means that there is no answer. The [ResultCode] is the reason.
	RecordStatusError RecordStatus = "ERROR"
)

// Final reports whether the status is final. It returns false for a status that is unknown to this version.
func (s RecordStatus) Final() bool { return s == RecordStatusCompleted || s == RecordStatusError }

// ResultCode is the outcome of a request for a record. The API may add codes at any time.
type ResultCode string

// The outcomes of requests.
const (
	// ResultSuccess means that there is a result.
	ResultSuccess ResultCode = "SUCCESS"
	// ResultNoData means that the source has no data about the person.
	ResultNoData ResultCode = "NO_DATA"
	// ResultInvalidParameters means that the source refused the request.
	ResultInvalidParameters ResultCode = "INVALID_PARAMETERS"
	// ResultSystem and ResultServiceUnavailable mean that the source did not answer.
	ResultSystem             ResultCode = "SYSTEM_ERROR"
	ResultServiceUnavailable ResultCode = "SERVICE_UNAVAILABLE"
)
