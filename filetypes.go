package smile

import (
	"context"
	"iter"

	"github.com/smileapi/smile-go/userdata"
)

// FileTypesService lists the types of file that Smile can read.
type FileTypesService service

var opListFileTypes = Operation{ID: "list-file-types", Method: "GET", Path: "/fileTypes", Retry: RetrySafe}

// FileType is a type of file that can be uploaded.
type FileType struct {
	Type userdata.FileTypeID `json:"type"`
	// TypeLabel is the display name of the type.
	TypeLabel string `json:"typeLabel,omitzero"`
	LogoURL   string `json:"logoUrl,omitzero"`
	// Active reports whether files of the type can be uploaded at the moment.
	Active bool `json:"active"`
	// Enabled reports whether your tenant may upload the type.
	Enabled bool `json:"enabled"`
	// OCR reports whether Smile reads the files.
	OCR bool `json:"ocr"`
	// Supported lists the kinds of data that can be read from the type. The API returns NONE for a type without data.
	Supported []userdata.Datapoint `json:"supported,omitzero"`
}

// FileTypeListParams filters the list of file types. Fields with zero values do not filter.
type FileTypeListParams struct {
	// Size is the number of items per page, from 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the previous page; empty for the first page.
	Cursor  string              `url:"cursor,omitempty"`
	Type    userdata.FileTypeID `url:"type,omitempty"`
	Active  *bool               `url:"active,omitempty"`
	Enabled *bool               `url:"enabled,omitempty"`
	OCR     *bool               `url:"ocr,omitempty"`
}

// List returns one page of file types: GET /fileTypes. With nil params it returns the first page, unfiltered.
func (s *FileTypesService) List(ctx context.Context, params *FileTypeListParams, options ...RequestOption) (*Page[FileType], error) {
	return list[FileType](ctx, clientOf(s), opListFileTypes, params, options)
}

// Pages iterates over the pages of file types, starting at the cursor in params: GET /fileTypes. It requests 150 items
// per page unless params sets a size.
func (s *FileTypesService) Pages(ctx context.Context, params *FileTypeListParams, options ...RequestOption) iter.Seq2[*Page[FileType], error] {
	return pages[FileType](ctx, clientOf(s), opListFileTypes, params, options)
}

// All iterates over file types, fetching pages as needed: GET /fileTypes. It stops after the first error, can be ranged
// over more than once, and requests 150 items per page unless params sets a size.
func (s *FileTypesService) All(ctx context.Context, params *FileTypeListParams, options ...RequestOption) iter.Seq2[FileType, error] {
	return all[FileType](ctx, clientOf(s), opListFileTypes, params, options)
}
