package sandbox

import "fmt"

// The states of an archive; the one of failure is that of an account.
const (
	started     = "STARTED"
	analyzed    = "ANALYZED"
	unsupported = "UNSUPPORTED"
	revoked     = "REVOKED"
)

func archiveStatus(archive *item) string {
	return archive.document["state"].(document)["status"].(string)
}

func (s *Server) listArchives(c *call) (any, *Error) { return s.list(c, c.tenant.archives) }

func (s *Server) getArchive(c *call) (any, *Error) { return c.find(c.tenant.archives) }

func (s *Server) createArchive(c *call) (any, *Error) {
	wanted, _ := c.body["fileType"].(string)
	var violations []string
	if wanted != "" {
		violations = knownFileType(wanted)
	}
	files, more := readFiles(c.body)
	if violations = append(violations, more...); len(violations) > 0 {
		return nil, invalid(violations)
	}
	return s.addArchive(c, analyzeArchive, wanted, files)
}

func (s *Server) classifyArchive(c *call) (any, *Error) {
	files, violations := readFiles(c.body)
	if len(violations) > 0 {
		return nil, invalid(violations)
	}
	return s.addArchive(c, classifyArchive, "", files)
}

func (s *Server) uploadPayslip(c *call) (any, *Error) {
	f, violations := readFile("", c.body)
	if len(violations) > 0 {
		return nil, invalid(violations)
	}
	f.subtype = payslip
	return s.addArchive(c, analyzeArchive, payslip, []rawFile{f})
}

// readFiles decodes the files of a request, and names what is wrong with each.
func readFiles(body document) (files []rawFile, violations []string) {
	given, _ := body["rawFiles"].([]any)
	if len(given) == 0 {
		return nil, []string{"rawFiles is required"}
	}
	for i, entry := range given {
		f, problems := readFile(fmt.Sprintf("rawFiles[%d]", i), entry.(document))
		files, violations = append(files, f), append(violations, problems...)
	}
	return files, violations
}

// addArchive keeps the files and begins to analyse or classify them. Without a wanted type the files
// themselves tell it.
func (s *Server) addArchive(c *call, taskType, wanted string, files []rawFile) (any, *Error) {
	t, now := c.tenant, s.clock.Now()
	userID, _ := c.body["userId"].(string)
	if userID == "" {
		userID, _ = s.addUser(t, document{})
	}
	user := t.users.byID[userID]
	if user == nil {
		return nil, missing("userId", userID)
	}
	kind, known := findFileType(wanted)
	if !known {
		kind, _ = findFileType(others) // until it has been classified
	}
	id := t.ids.id("archive")
	a := &analysis{server: s, tenant: t, taskType: taskType, classified: !known}
	raws := []document{}
	for _, f := range files {
		raws = append(raws, s.keepFile(c, id, kind, f))
		a.text = append(a.text, readText(f.body)...)
	}
	a.archive = &item{id: id, user: userID, day: day(now), document: document{
		"id": id, "createdAt": stamp(now), "userId": userID, "providerId": "tenant-provided", "type": kind.id,
		"rawFiles": raws, "state": s.archiveState(started, "", ""),
	}}
	t.archives.add(a.archive)
	setSession(user, inProgress)
	s.emit(t, "ARCHIVE_STARTED", aboutArchive(a.archive), nil)
	t.analyses[id] = a
	a.next(a.start)
	return a.archive.document, nil
}

func (s *Server) archiveState(status, errorCode, errorMessage string) document {
	return document{
		"status": status, "errorCode": text(errorCode), "errorMessage": text(errorMessage), "updatedAt": stamp(s.clock.Now()),
	}
}

func aboutArchive(archive *item) document {
	return document{"userId": archive.user, "archiveId": archive.id}
}

// deleteArchive revokes an archive: its files and its data are gone at once.
func (s *Server) deleteArchive(c *call) (any, *Error) {
	archive, problem := c.item(c.tenant.archives)
	if problem != nil {
		return nil, problem
	}
	if archiveStatus(archive) == revoked {
		return nil, revokedArchive(archive)
	}
	t := c.tenant
	if a := t.analyses[archive.id]; a != nil {
		a.abandon()
	}
	t.removeData(archive)
	s.removeFiles(archive.id)
	archive.document = with(uploadOf(archive), document{
		"rawFiles": []document{}, "state": s.archiveState(revoked, "", ""),
	})
	s.emit(t, "ARCHIVE_REVOKED", aboutArchive(archive), nil)
	return nil, nil
}

func revokedArchive(archive *item) *Error {
	return failure(CodeMissingResource, "the archive has been revoked, its files and data deleted: %q", archive.id)
}

// removeData deletes the data points that a source brought.
func (t *tenant) removeData(source *item) {
	for _, points := range t.data {
		points.remove(func(i *item) bool { return i.source == source.id })
	}
}
