package sandbox

func (s *Server) listTasks(c *call) (any, *Error) { return s.list(c, c.tenant.tasks) }

func (s *Server) getTask(c *call) (any, *Error) { return c.find(c.tenant.tasks) }

const linkAccount = "LINK_ACCOUNT"

// addTask begins to collect the data of an account.
func (s *Server) addTask(t *tenant, account *item) *item {
	now := s.clock.Now()
	id := t.ids.id("task")
	task := &item{id: id, user: account.user, source: account.id, day: day(now), document: document{
		"id": id, "type": linkAccount, "status": "Started", "startedAt": stamp(now), "datapoints": []string{},
		"metadata": s.metadata(account),
	}}
	t.tasks.add(task)
	s.emit(t, "TASK_STARTED", taskDetail(account), nil)
	return task
}

// finishTask ends a task that brought some data points; with an error code, one that failed.
func (s *Server) finishTask(t *tenant, task, account *item, datapoints []string, errorCode string) {
	if datapoints == nil {
		datapoints = []string{}
	}
	task.document = with(task.document, document{
		"status": "Finished", "finishedAt": stamp(s.clock.Now()), "datapoints": datapoints,
	})
	detail := with(taskDetail(account), document{"status": "SUCCEEDED", "datapoints": datapoints})
	var payload document
	if errorCode == "" {
		payload = s.cappedPayload(t, account)
	} else {
		detail["status"], detail["errorCode"] = "FAILED", errorCode
	}
	s.emit(t, "TASK_FINISHED", detail, payload)
}

func taskDetail(account *item) document {
	return document{
		"userId": account.user, "sourceId": account.id, "sourceType": "ACCOUNT", "taskType": linkAccount,
		"providers": []any{account.document["providerId"]},
	}
}
