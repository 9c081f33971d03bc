// Package userdata has the models of what Smile knows about a person (identity, employments, incomes,
// transactions and so on) and the scalars they are made of.
//
// # Zero means not given
//
// Any attribute of a data point may be null: the provider has no such field, or the person left it
// empty. There is one rule for all of them: the zero value says that the API gave null or nothing.
// That holds for strings, for [Date], [Month] and [Decimal], for [time.Time], for structs and for
// slices, so that a reader needs no pointers and meets no nil. Only the rare optional integer or
// boolean is a pointer, since 0 and false are values.
//
// Null is not the number zero: an absent [Decimal] stays absent in arithmetic, and [Sum] reports how
// many values were known.
//
// # What is not known yet
//
// Enumerations are string types with constants. The API may add values at any time; they arrive as
// they are. Properties that have no field are ignored, except for the figures of an [Insight]: see
// [InsightFeatures.Named].
//
// A response in which one value is malformed is still decoded: see [Unmarshal].
package userdata
