package userdata

// RecordStatus is the progress of a request for a record, such as a signal or a social security record.
type RecordStatus string

// The states of a request. The last two are final.
const (
	RecordStatusProcessing RecordStatus = "PROCESSING"
	// RecordStatusCompleted: the source has responded.
	RecordStatusCompleted RecordStatus = "COMPLETED"
	// RecordStatusError: there is no response; the [ResultCode] is the reason.
	RecordStatusError RecordStatus = "ERROR"
)

// Final reports whether the status is final. It is false for a status that this version does not know.
func (s RecordStatus) Final() bool { return s == RecordStatusCompleted || s == RecordStatusError }

// ResultCode is the outcome of a request for a record. The API may add codes at any time.
type ResultCode string

// The outcomes of requests.
const (
	// ResultSuccess: there is a result.
	ResultSuccess ResultCode = "SUCCESS"
	// ResultNoData: the source has no data about the person.
	ResultNoData ResultCode = "NO_DATA"
	// ResultInvalidParameters: the source rejected the request.
	ResultInvalidParameters ResultCode = "INVALID_PARAMETERS"
	// ResultSystem and ResultServiceUnavailable: the source did not respond.
	ResultSystem             ResultCode = "SYSTEM_ERROR"
	ResultServiceUnavailable ResultCode = "SERVICE_UNAVAILABLE"
)
