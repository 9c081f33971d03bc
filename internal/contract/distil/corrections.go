package main

import (
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/smileapi/smile-go/internal/contract"
)

// A correction mends one flaw of the vendor's file. It must change something: one that no longer does
// stops the program, so that the list stays true.
type correction struct {
	schema string
	why    string
	mend   func(*contract.Schema) bool
}

// What several schemas have in common.
const (
	noResultYet   = "has no result until its request has ended, which is shown as null"
	notAsked      = "says in prose that what was not asked for, or is not known, is null"
	notStated     = "shows nulls for what is not stated"
	noDuration    = "shows a null duration, which only one source has"
	noGender      = "requires a gender that no result has"
	defaultOnNull = "says in prose that a template is chosen where templateId is null"
)

// corrections is everything in the contract that the vendor's file does not say.
var corrections = []correction{
	// What is required or chosen under a wrong name, or not there.
	{"ArchiveCreateRequest", "requires files; the property that carries them is rawFiles", renameRequired("files", "rawFiles")},
	{"BetaMawRequestMeta", "names the choice BetaMaw2PostRequest where its mapping means that choice's first branch", renameBranch("BetaMaw2PostRequest", "BetaMaw2PostRequest1")},
	{"BetaSignal3Tpl1PostRequest", "requires the identity fields of an older form", dropRequired("idNumber", "idType")},
	{"SocialSecurityResult", noGender, dropRequired("gender")},
	{"schemas-SocialSecurityResult", noGender, dropRequired("gender")},
	{"TaskFinishedEventData", "requires data, which is the name of the object itself", dropRequired("data")},

	// What is told in prose or shown, and not in the schema.
	{"Consent", "shows versions that are numbers", orNumber("version")},
	{"Form", "wants objects for answers, and shows texts and numbers", anyValues("data")},
	{"ObjectExternalMetadata", "states the limits of its keys and values in prose only", metadataLimits},
	{"ObjectMetadataRefCode", "omits a code that its prose documents", addEnum("UNSUPPORTED_TYPE")},

	// Nulls of requests, and of what repeats them.
	{"AlphaBlacklistPostRequest", defaultOnNull, nullable("templateId")},
	{"AlphaValidationValidateBankAccountRequest", defaultOnNull, nullable("templateId")},
	{"ArchiveClassifyRequest", "says in prose that a user is created where userId is null", nullable("userId")},
	{"ArchiveCreateRequest", "says in prose that a user is created where userId is null, and shows a null fileType", nullable("userId", "fileType")},
	{"Consent", "shows a null consentTemplateId", nullable("consentTemplateId")},
	{"FileObject", "says in prose that a name is found where fileName is null, and shows a null fileSubtype", nullable("fileName", "fileSubtype")},
	{"VerificationCreateRequest", notStated, all(nullable("middleName"),
		within("additionalData", nullable("address", "employer", "employmentStatus")))},
	{"VerificationId", notStated, nullable("idSubType")},

	// Nulls of replies and events.
	{"AlphaBlacklist", noResultYet, nullable("resultCode", "resultMessage", "result")},
	{"AlphaFootprint", noResultYet, nullable("resultCode", "resultMessage", "items")},
	{"AlphaMaw", noResultYet, nullable("resultCode", "resultMessage", "items")},
	{"AlphaMawItem", noDuration, nullable("duration")},
	{"AlphaValidation", noResultYet, nullable("resultCode", "result")},
	{"BetaMaw", noResultYet, nullable("resultCode", "resultMessage", "maw2Items", "maw3Items")},
	{"BetaMaw2Item", noDuration, nullable("duration")},
	{"BetaSignal", noResultYet, nullable("resultCode", "resultMessage", "items")},
	{"Invite", "requires the time of a link that has not been made yet", nullable("linkedAt")},
	{"Signal", noResultYet, nullable("resultCode", "resultMessage", "result")},
	{"SocialSecurity", noResultYet, nullable("resultCode", "resultMessage", "result")},
	{"schemas-SocialSecurity", noResultYet, nullable("resultCode", "resultMessage", "result")},
	{"Verification", noResultYet, nullable("errorMessage", "result")},
	{"VerificationCompletedEvent", noResultYet, within("data", nullable("result", "resultMessage"))},
	{"VerificationContactMatchResult", notAsked, nullable("matches", "disposable", "deliverable", "active", "provider", "freeProvider")},
	{"VerificationIdMatchResult", notAsked, nullable("idSubtype", "matches")},
	{"VerificationResult", notAsked, all(nullable("additionalData"),
		within("names", nullable("firstNameMatches", "middleNameMatches", "lastNameMatches", "fullNameMatches")),
		within("additionalData", nullable("ids", "dobMatches", "genderMatches", "addressMatches", "phoneMatches", "emailMatches")))},
}

// identicalBranches are choices whose branches have the same shape, so that only the discriminator
// tells them apart: a validator that tried each branch would find two matches. The contract keeps
// them, and [contract.Schema.OneOf] is decided by the discriminator alone.
var identicalBranches = map[string][]string{
	"AlphaFootprintPostRequest": {
		"AlphaFootprintTplEmailPostRequest1", "AlphaFootprintTplEmailPostRequest2", "AlphaFootprintTplEmailPostRequest3",
		"AlphaFootprintTplMobilePostRequest1", "AlphaFootprintTplMobilePostRequest2",
	},
	"BetaMaw2PostRequest": {"BetaMaw2PostRequest1", "BetaMaw2PostRequest2"},
	"BetaMaw3PostRequest": {"BetaMaw3Tpl1PostRequest", "BetaMaw3Tpl3PostRequest"},
	"BetaMawRequestMeta": {
		"BetaMaw2PostRequest1", "BetaMaw2PostRequest2", "BetaMaw3Tpl1PostRequest", "BetaMaw3Tpl3PostRequest",
	},
	"BetaSignalPostRequest": {
		"BetaSignalPostRequest1", "BetaSignalPostRequest2", "BetaSignalPostRequest3",
		"BetaSignalPostRequest4", "BetaSignalPostRequest5", "BetaSignalPostRequest6",
	},
	"BetaSignalRequestMeta": {
		"BetaSignal2PostRequest", "BetaSignalPostRequest1", "BetaSignalPostRequest2", "BetaSignalPostRequest3",
		"BetaSignalPostRequest4", "BetaSignalPostRequest5", "BetaSignalPostRequest6",
	},
}

// correct applies every correction.
func correct(c *contract.Contract) error {
	for _, correction := range corrections {
		s := c.Schemas[correction.schema]
		if s == nil || !correction.mend(s) {
			return fmt.Errorf("the correction of %s (%s) changes nothing any more: remove it", correction.schema, correction.why)
		}
	}
	return nil
}

// dropRequired forgets required names that no property has.
func dropRequired(names ...string) func(*contract.Schema) bool {
	return func(s *contract.Schema) bool {
		before := len(s.Required)
		s.Required = slices.DeleteFunc(s.Required, func(name string) bool {
			return slices.Contains(names, name) && s.Properties[name] == nil
		})
		return len(s.Required) == before-len(names)
	}
}

// nullable lets properties be null.
func nullable(names ...string) func(*contract.Schema) bool {
	return func(s *contract.Schema) bool {
		for _, name := range names {
			property := s.Properties[name]
			if property == nil || property.Nullable {
				return false
			}
			property.Nullable = true
		}
		return true
	}
}

// orNumber lets properties that are strings be numbers too.
func orNumber(names ...string) func(*contract.Schema) bool {
	return func(s *contract.Schema) bool {
		for _, name := range names {
			property := s.Properties[name]
			if property == nil || property.Type != "string" || property.OrNumber {
				return false
			}
			property.OrNumber = true
		}
		return true
	}
}

// anyValues lets the values of a map be anything.
func anyValues(name string) func(*contract.Schema) bool {
	return func(s *contract.Schema) bool {
		property := s.Properties[name]
		if property == nil || property.AdditionalProperties == nil {
			return false
		}
		property.AdditionalProperties = nil
		return true
	}
}

// within mends the schema of a property.
func within(name string, mend func(*contract.Schema) bool) func(*contract.Schema) bool {
	return func(s *contract.Schema) bool {
		for _, part := range append(slices.Clone(s.AllOf), s) {
			if property := part.Properties[name]; property != nil {
				return mend(property)
			}
		}
		return false
	}
}

// all mends one thing after the other.
func all(mends ...func(*contract.Schema) bool) func(*contract.Schema) bool {
	return func(s *contract.Schema) bool {
		for _, mend := range mends {
			if !mend(s) {
				return false
			}
		}
		return true
	}
}

// renameRequired requires the property that was meant.
func renameRequired(wrong, right string) func(*contract.Schema) bool {
	return func(s *contract.Schema) bool {
		i := slices.Index(s.Required, wrong)
		if i < 0 || s.Properties[right] == nil {
			return false
		}
		s.Required[i] = right
		return true
	}
}

// renameBranch puts the branch that the mapping means in the place of another.
func renameBranch(wrong, right string) func(*contract.Schema) bool {
	return func(s *contract.Schema) bool {
		for _, branch := range s.OneOf {
			if branch.Ref == wrong {
				branch.Ref = right
				return true
			}
		}
		return false
	}
}

func addEnum(value string) func(*contract.Schema) bool {
	return func(s *contract.Schema) bool {
		if slices.Contains(s.Enum, value) {
			return false
		}
		s.Enum = append(s.Enum, value)
		return true
	}
}

// metadataLimits adds that keys have at most 50 and values at most 500 characters, all ASCII.
func metadataLimits(s *contract.Schema) bool {
	if s.PropertyNames != nil {
		return false
	}
	key, value := 50, 500
	s.PropertyNames = &contract.Schema{Type: "string", Pattern: ascii, MaxLength: &key}
	s.AdditionalProperties = &contract.Schema{Type: "string", Pattern: ascii, MaxLength: &value}
	return true
}

const ascii = `^[\x00-\x7F]*$`

// findFlaws names what would make the contract contradict itself.
func findFlaws(c *contract.Contract) []string {
	var flaws []string
	for _, name := range slices.Sorted(maps.Keys(c.Schemas)) {
		resolved := c.Resolve(c.Schemas[name])
		for _, required := range resolved.Required {
			if resolved.Properties[required] == nil {
				flaws = append(flaws, fmt.Sprintf("%s requires %s, which it does not have", name, required))
			}
		}
		if len(resolved.OneOf) > 0 {
			flaws = append(flaws, oneOfFlaws(name, resolved)...)
			if same := sameShape(c, resolved.OneOf); !slices.Equal(same, identicalBranches[name]) {
				flaws = append(flaws, fmt.Sprintf("%s has the identical branches %q", name, same))
			}
		}
	}
	return flaws
}

// oneOfFlaws compares the branches of a choice with what its discriminator can choose.
func oneOfFlaws(name string, s *contract.Schema) []string {
	if s.Discriminator == nil {
		return []string{name + " is a choice without a discriminator"}
	}
	var flaws []string
	var branches []string
	for _, branch := range s.OneOf {
		branches = append(branches, branch.Ref)
		if !slices.Contains(slices.Collect(maps.Values(s.Discriminator.Mapping)), branch.Ref) {
			flaws = append(flaws, fmt.Sprintf("%s has the branch %s, which its discriminator cannot choose", name, branch.Ref))
		}
	}
	for value, target := range s.Discriminator.Mapping {
		if !slices.Contains(branches, target) {
			flaws = append(flaws, fmt.Sprintf("%s maps %s to %s, which is not a branch", name, value, target))
		}
	}
	return flaws
}

// sameShape returns the branches whose resolved facts equal those of another branch, sorted.
func sameShape(c *contract.Contract, branches []*contract.Schema) []string {
	var same []string
	for i, one := range branches {
		for _, other := range branches[i+1:] {
			if reflect.DeepEqual(shape(c, one), shape(c, other)) {
				same = append(same, one.Ref, other.Ref)
			}
		}
	}
	slices.Sort(same)
	return slices.Compact(same)
}

// shape is a branch without its deprecation, which says nothing about a document.
func shape(c *contract.Contract, branch *contract.Schema) contract.Schema {
	resolved := *c.Resolve(branch)
	resolved.Deprecated = false
	return resolved
}
