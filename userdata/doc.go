// Package userdata defines the data that Smile has about a person, such as [Identity], [Employment] and [Income], the
// scalars that this data is made of, and the enumerations that the API shares with its webhooks.
//
// The models are plain structs. Decode them with encoding/json:
//
//	var income userdata.Income
//	err := json.Unmarshal([]byte(`{"employer":"ABC Corporation","grossAmount":222.0000,"netAmount":null}`), &income)
//	fmt.Println(income.GrossAmount)        // 222.0000
//	fmt.Println(income.NetAmount.IsZero()) // true: not known
//
// # Absent values
//
// Any property of a data point may be null or omitted, because the provider does not have it or the person did not
// enter it. The zero value represents both: the empty string, the zero [Date], [Month], [Decimal] or [time.Time], the
// zero struct, the nil slice. Only optional integers and booleans are pointers, because 0 and false are values.
//
// An absent [Decimal] is not the number 0: the result of arithmetic with it is absent too, and [Sum] returns how many
// values were known.
//
// # New and malformed values
//
// Enumerations are string types with constants. The API may add values at any time; unknown values are kept as they
// are. Properties without a field are ignored, except for the figures of an [Insight]: see [InsightFeatures.Named].
//
// [Unmarshal] decodes a document in which a value is malformed, and returns that value with its path.
package userdata
