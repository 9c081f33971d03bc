package sandbox

func (s *Server) listTasks(c *call) (any, *Error) { return s.list(c, c.tenant.tasks) }

func (s *Server) getTask(c *call) (any, *Error) { return c.find(c.tenant.tasks) }

// What a task does.
const (
	linkAccount     = "LINK_ACCOUNT"
	analyzeArchive  = "ANALYZE_ARCHIVE"
	classifyArchive = "CLASSIFY_ARCHIVE"
	updateAccount   = "UPDATE_ACCOUNT"
)

const succeeded = "SUCCEEDED"

// addTask begins to collect the data of an account or an archive, and announces that.
func (s *Server) addTask(t *tenant, taskType string, source *item) *item {
	task := s.newTask(t, taskType, source)
	s.emit(t, "TASK_STARTED", t.taskDetail(task, source), nil)
	return task
}

func (s *Server) newTask(t *tenant, taskType string, source *item) *item {
	now := s.clock.Now()
	id := t.ids.id("task")
	task := &item{id: id, user: source.user, source: source.id, day: day(now), document: document{
		"id": id, "type": taskType, "status": "Started", "startedAt": stamp(now), "datapoints": []string{},
		"metadata": s.metadata(t, source),
	}}
	t.tasks.add(task)
	return task
}

// finishTask ends a task that brought some data points; with an error code, one that failed.
func (s *Server) finishTask(t *tenant, task, source *item, datapoints []string, errorCode string) {
	if datapoints == nil {
		datapoints = []string{}
	}
	s.endTask(task, datapoints)
	detail := with(t.taskDetail(task, source), document{"status": succeeded, "datapoints": datapoints})
	var payload document
	if errorCode == "" {
		payload = s.cappedPayload(t, source)
	} else {
		detail["status"], detail["errorCode"] = "FAILED", errorCode
	}
	s.emit(t, "TASK_FINISHED", detail, payload)
}

func (s *Server) endTask(task *item, datapoints []string) {
	task.document = with(task.document, document{
		"status": "Finished", "finishedAt": stamp(s.clock.Now()), "datapoints": datapoints,
	})
}

func (t *tenant) taskDetail(task, source *item) document {
	return document{
		"userId": source.user, "sourceId": source.id, "sourceType": t.sourceType(source), "taskType": task.document["type"],
		"providers": []any{source.document["providerId"]},
	}
}
