// Package userdata defines the data that Smile reads about a person (identity, employments, incomes, transactions and
// so on), the scalar types it consists of, and the words that the API and its webhooks share.
//
//	amounts := make([]userdata.Decimal, len(payload.Incomes))
//	for i, income := range payload.Incomes {
//		amounts[i] = income.NetAmount
//	}
//	total, known := userdata.Sum(amounts...)
//	fmt.Println(total, "from", known, "of", len(amounts), "incomes")
//
// # Zero means not given
//
// Any attribute of a data point may be null, because the provider has no such field or the person left it empty. One
// rule covers all of them: the zero value means that the API returned null or nothing. It applies to strings, to
// [Date], [Month] and [Decimal], to [time.Time], to structs and to slices, so readers need no pointers and never meet
// nil. Only the few optional integers and booleans are pointers, since 0 and false are values.
//
// Null is not the number zero: an absent [Decimal] stays absent in arithmetic, and [Sum] reports how many values were
// known.
//
// # Values added later
//
// Enumerations are string types with constants. The API may add values at any time; they are kept as they are.
// Properties without a field are ignored, except for the figures of an [Insight]: see [InsightFeatures.Named].
//
// A response with a malformed value is still decoded: see [Unmarshal].
package userdata
