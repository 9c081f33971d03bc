package sandbox

import "time"

// blacklisting is known of everyone: who is not listed has no hit. Who is has been listed on the 14th of each of
// the three months before the request, or before its applicationDate.
func blacklisting(q *question) document {
	dates := []string{}
	if q.names(document{"phone": georgePhone, "countryCode": "PH"}) {
		before := q.now
		if stated, given := q.request["applicationDate"].(string); given {
			before, _ = time.Parse(time.DateOnly, stated) // a date, says the contract
		}
		for ago := range month(3) {
			dates = append(dates, day((monthOf(before)-1-ago).first().AddDate(0, 0, 13)))
		}
	}
	return document{"result": document{"hit": len(dates) > 0, "dates": dates}}
}
