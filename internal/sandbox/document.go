package sandbox

// document is a JSON object as it goes over the wire: strings, booleans, nil, [encoding/json.Number]
// for every number, []any and nested documents. The sandbox has no models of its own; what a document
// must hold is in the contract.
type document = map[string]any
