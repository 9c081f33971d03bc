package smile

import (
	"context"
	"iter"
	"time"

	"github.com/smileapi/smile-go/userdata"
)

// UploadsService reads files that were uploaded before there were archives.
//
// Deprecated: use [ArchivesService], which has everything that is uploaded now and what was read from it.
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

// UploadListParams filter the list of uploads. Zero values do not filter.
//
// Deprecated: use [ArchiveListParams].
type UploadListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor string `url:"cursor,omitempty"`
	UserID string `url:"userId,omitempty"`
	// StartDate and EndDate bound the day of uploading, both included.
	StartDate userdata.Date `url:"startDate,omitempty"`
	EndDate   userdata.Date `url:"endDate,omitempty"`
}

// List returns one page of uploads: GET /uploads. Nil params ask for the first page of everything.
//
// Deprecated: use [ArchivesService.List].
func (s *UploadsService) List(ctx context.Context, params *UploadListParams, options ...RequestOption) (*Page[Upload], error) {
	return list[Upload](ctx, clientOf(s), opListUploads, params, options)
}

// Pages iterates over the pages of uploads, beginning at the cursor in params: GET /uploads.
//
// Deprecated: use [ArchivesService.Pages].
func (s *UploadsService) Pages(ctx context.Context, params *UploadListParams, options ...RequestOption) iter.Seq2[*Page[Upload], error] {
	return pages[Upload](ctx, clientOf(s), opListUploads, params, options)
}

// All iterates over uploads, page after page: GET /uploads. It can be ranged over again, ends after the
// first error, and asks for pages of 150 when params name no size.
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
