package smile

import (
	"context"
	"iter"
	"time"

	"github.com/smileapi/smile-go/userdata"
)

// UploadsService lists files that were uploaded before archives existed.
//
// Deprecated: use [ArchivesService], which has all files that are uploaded now and the data read from them.
type UploadsService service

var (
	opListUploads = Operation{ID: "list-uploads", Method: "GET", Path: "/uploads", Retry: RetrySafe}
	opGetUpload   = Operation{ID: "get-upload", Method: "GET", Path: "/uploads/{id}", Retry: RetrySafe}
)

// Upload is a set of files of one user.
//
// Deprecated: use [Archive].
type Upload struct {
	ID         string              `json:"id"`
	CreatedAt  time.Time           `json:"createdAt,omitzero"`
	ProviderID string              `json:"providerId,omitzero"`
	UserID     string              `json:"userId,omitzero"`
	Type       userdata.FileTypeID `json:"type,omitzero"`
	State      ArchiveState        `json:"state,omitzero"`
	RawFiles   []RawFile           `json:"rawFiles,omitzero"`
}

// UploadListParams filters the list of uploads. Fields with zero values do not filter.
//
// Deprecated: use [ArchiveListParams].
type UploadListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	UserID string `url:"userId,omitempty"`
	// StartDate and EndDate limit the list to a range of upload dates, inclusive.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// List returns one page of uploads: GET /uploads. With nil params it returns the first page, unfiltered.
//
// Deprecated: use [ArchivesService.List].
func (s *UploadsService) List(ctx context.Context, params *UploadListParams, options ...RequestOption) (*Page[Upload], error) {
	return list[Upload](ctx, clientOf(s), opListUploads, params, options)
}

// Pages iterates over the pages of uploads, starting at the cursor in params: GET /uploads. It requests 150 items per
// page unless params sets a size.
//
// Deprecated: use [ArchivesService.Pages].
func (s *UploadsService) Pages(ctx context.Context, params *UploadListParams, options ...RequestOption) iter.Seq2[*Page[Upload], error] {
	return pages[Upload](ctx, clientOf(s), opListUploads, params, options)
}

// All iterates over uploads, fetching pages as needed: GET /uploads. It stops after the first error, can be ranged over
// more than once, and requests 150 items per page unless params sets a size.
//
// Deprecated: use [ArchivesService.All].
func (s *UploadsService) All(ctx context.Context, params *UploadListParams, options ...RequestOption) iter.Seq2[Upload, error] {
	return all[Upload](ctx, clientOf(s), opListUploads, params, options)
}

// Get returns one upload: GET /uploads/{id}.
//
// Deprecated: use [ArchivesService.Get].
func (s *UploadsService) Get(ctx context.Context, id string, options ...RequestOption) (*Upload, error) {
	return Do[Upload](ctx, clientOf(s), opGetUpload, Request{PathValues: []string{id}}, options...)
}
