package sandbox

// What several products have in common.
var (
	numberOrHash = phoneForm{hashed: []string{""}}
	noItems      = document{"items": []document{}}
	noMawItems   = document{"maw2Items": []document{}, "maw3Items": []document{}}
	noResult     = document{"result": nil}
	philippines  = document{"countryCode": "PH"}
	withCountry  = []string{"countryCode"}
)

// products are all kinds of records.
var products = []product{
	{
		name: "verifications", list: "list-verifications", get: "get-verification", prefix: "ver", standing: verificationStanding,
		created: verificationStarted, ended: verificationCompleted,
		inquiries: []inquiry{
			{operation: "create-verification", nothing: noResult, find: verify},
		},
	},
	{
		name: "alpha signals", list: "list-alpha-signals", get: "get-alpha-signal", prefix: "signal", standing: resultStanding,
		inquiries: []inquiry{
			{
				operation: "create-alpha-signal", phone: phoneForm{plus: withPlus}, nothing: noResult,
				find: known(signalFeatures, document{"phone": georgePhone}),
			},
		},
	},
	{
		name: "beta signals", list: "list-beta-signals", get: "get-beta-signal", prefix: "signal", standing: resultStanding,
		inquiries: []inquiry{
			{
				operation: "create-beta-signal", mark: document{"signalType": "Signal1"}, defaults: philippines,
				phone: phoneForm{hashed: []string{"", "+"}}, nothing: noItems,
				find: known(signalItems, document{"phone": georgePhone, "countryCode": "PH"}),
			},
			{
				operation: "create-beta-signal2", mark: document{"signalType": "Signal2"}, mandatory: withCountry,
				phone: phoneForm{plus: withoutPlus, hashed: []string{""}}, nothing: noItems,
				find: known(signalItems, document{"phone": georgePhone}),
			},
			{
				operation: "create-beta-signal3", mark: document{"signalType": "Signal3"}, phone: numberOrHash, nothing: noItems,
				find: known(signalItems,
					document{"phone": johnMexico, "fullName": "John Doe", "curp": "DOEJ800101HDFXXX01"},
					document{"phone": johnThai, "fullName": "John Doe", "idType": "PID", "idNumber": "1234567890123"},
				),
			},
		},
	},
	{
		name: "footprints", list: "list-alpha-footprints", get: "get-alpha-footprint", prefix: "footprint", standing: resultStanding,
		inquiries: []inquiry{
			{operation: "create-alpha-footprint", mandatory: withCountry, nothing: noItems, find: footprint},
		},
	},
	{
		name: "alpha maws", list: "list-alpha-maws", get: "get-alpha-maw", prefix: "maw", standing: resultStanding,
		inquiries: []inquiry{
			{
				operation: "create-alpha-maw", nothing: noItems,
				find: known(mawItems,
					document{"phone": georgePhone, "countryCode": "PH", "templateId": "tpl-maw002001"},
					document{"phone": georgePhone, "countryCode": "PH", "templateId": "mawTpl-bfc93eb72d24860bf62429a1dd06708d"},
				),
			},
		},
	},
	{
		name: "beta maws", list: "list-beta-maws", get: "get-beta-maw", prefix: "maw", standing: resultStanding,
		inquiries: []inquiry{
			{
				operation: "create-beta-maw2", mark: document{"type": "MAW2"}, phone: numberOrHash, nothing: noMawItems,
				find: known(maw2Items, document{"phone": georgePhone, "countryCode": "PH"}),
			},
			{
				operation: "create-beta-maw3", mark: document{"type": "MAW3"}, phone: numberOrHash, nothing: noMawItems,
				find: known(maw3Items,
					document{"templateId": "tpl-maw004001", "phone": johnMexico, "countryCode": "MX", "fullName": "George", "idNumber": "ZAZD801124MBSYQN13"},
					document{"templateId": "tpl-maw004002", "gaid": "00000000-0000-0000-0000-000000000000"},
					document{"templateId": "tpl-maw004003", "phone": georgePhone, "countryCode": "PH", "fullName": "George", "idNumber": "4561234567"},
				),
			},
		},
	},
	{
		name: "validations", list: "list-alpha-validations", get: "get-alpha-validation", prefix: "vld", standing: resultStanding,
		inquiries: []inquiry{
			{
				operation: "alpha-validate-bank-account", defaults: document{"templateId": "tpl-vld006001"}, nothing: noResult,
				check: checkBankAccount, find: matchBankAccount,
			},
		},
	},
	{
		name: "blacklists", list: "list-alpha-blacklists", get: "get-alpha-blacklist", prefix: "blacklist", standing: resultStanding,
		inquiries: []inquiry{
			{
				operation: "create-alpha-blacklist", nothing: noResult, find: blacklisting,
				defaults: document{"countryCode": "PH", "templateId": "blacklistTpl-f29e992a970f4dbbbf9df3cdfec4cd4e"},
			},
		},
	},
	socialSecurities("alpha", "", "tpl-sss003001", socialSecurity),
	socialSecurities("beta", "beta-", "tpl-sss003002", paidSocialSecurity),
}
