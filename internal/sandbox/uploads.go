package sandbox

import "maps"

func (s *Server) listUploads(c *call) (any, *Error) {
	return s.listAs(c, c.tenant.archives, uploadOf)
}

func (s *Server) getUpload(c *call) (any, *Error) {
	archive, problem := c.item(c.tenant.archives)
	if problem != nil {
		return nil, problem
	}
	return uploadOf(archive), nil
}

// uploadOf is an archive as the older operations show it: without what has been read from its files.
func uploadOf(archive *item) document {
	upload := maps.Clone(archive.document)
	for _, read := range []string{"analysis", "classification", "extraction", "validation"} {
		delete(upload, read)
	}
	return upload
}
