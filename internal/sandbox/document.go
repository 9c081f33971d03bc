package sandbox

// document is a JSON object on its way to the wire: strings, booleans, nil, slices, nested documents,
// and [encoding/json.Number] for every number of the data. The sandbox has no models of its own; what
// a document must hold is in the contract.
type document = map[string]any
