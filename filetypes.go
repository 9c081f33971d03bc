package smile

import (
	"context"
	"iter"

	"github.com/smileapi/smile-go/userdata"
)

// FileTypesService knows what kinds of papers Smile can read.
type FileTypesService service

var opListFileTypes = Operation{ID: "list-file-types", Method: "GET", Path: "/fileTypes", Retry: RetrySafe}

// FileType is a kind of paper that can be uploaded.
type FileType struct {
	Type userdata.FileTypeID `json:"type"`
	// TypeLabel is its name for people.
	TypeLabel string `json:"typeLabel,omitzero"`
	LogoURL   string `json:"logoUrl,omitzero"`
	// Active tells that uploads of the type work at the moment.
	Active bool `json:"active"`
	// Enabled tells that your tenant may upload the type.
	Enabled bool `json:"enabled"`
	// OCR tells that the files are read.
	OCR bool `json:"ocr"`
	// Supported are the kinds of data that the type can bring. The API writes NONE for a type that brings
	// none.
	Supported []userdata.Datapoint `json:"supported,omitzero"`
}

// FileTypeListParams filter the list of file types. Zero values do not filter.
type FileTypeListParams struct {
	// Size is the number of items on a page, 1 to 150; 0 means the API's default of 10.
	Size int `url:"size,omitempty"`
	// Cursor is the NextCursor of the page before; empty for the first page.
	Cursor  string              `url:"cursor,omitempty"`
	Type    userdata.FileTypeID `url:"type,omitempty"`
	Active  *bool               `url:"active,omitempty"`
	Enabled *bool               `url:"enabled,omitempty"`
	OCR     *bool               `url:"ocr,omitempty"`
}

// List returns one page of file types: GET /fileTypes. Nil params ask for the first page of everything.
func (s *FileTypesService) List(ctx context.Context, params *FileTypeListParams, options ...RequestOption) (*Page[FileType], error) {
	return list[FileType](ctx, clientOf(s), opListFileTypes, params, options)
}

// Pages iterates over the pages of file types, beginning at the cursor in params: GET /fileTypes.
func (s *FileTypesService) Pages(ctx context.Context, params *FileTypeListParams, options ...RequestOption) iter.Seq2[*Page[FileType], error] {
	return pages[FileType](ctx, clientOf(s), opListFileTypes, params, options)
}

// All iterates over file types, page after page: GET /fileTypes. It can be ranged over again, ends after the
// first error, and asks for pages of 150 when params name no size.
func (s *FileTypesService) All(ctx context.Context, params *FileTypeListParams, options ...RequestOption) iter.Seq2[FileType, error] {
	return all[FileType](ctx, clientOf(s), opListFileTypes, params, options)
}
