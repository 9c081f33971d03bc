package main

import (
	"context"
	"math/big"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/smileapi/smile-go"
	"github.com/smileapi/smile-go/smiletest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The tests set the environment, so that they cannot run in parallel.

func TestWithoutCredentials(t *testing.T) {
	setCredentials(t, "", "", "")
	output, err := quickstart(t.Context())
	require.NoError(t, err)

	assert.NotContains(t, output, "refused")
	assert.Regexp(t, `using a sandbox in this process, at http://127\.0\.0\.1:\d+/v1\n`, output)
	assert.Regexp(t, `token +[0-9a-f]{32,}\n`, output)
	rows := checkIncomes(t, output)
	inOrder(t, output,
		"verified ACCOUNT_CREATED\n",
		"verified ACCOUNT_CONNECTED\n",
		"verified TASK_STARTED\n",
		"verified INCOMES_ADDED "+strconv.Itoa(rows)+"\n",
		"verified TASK_FINISHED SUCCEEDED",
		"George Cimafranca Palomero, Jr, born 1970-08-24, PH\n",
		"Senior Security Guard at ABC Corporation, 2021-03-01 to today\n",
		"What they earn\n",
		"verified ACCOUNT_DISCONNECTED\n",
	)
	assert.Equal(t, 1, strings.Count(output, "verified USER_CREATED"))
	assert.True(t, strings.HasSuffix(output, "verified ACCOUNT_DISCONNECTED\n"), output)
}

// The README shows what the program prints, but for identifiers, times and the months it leaves out.
func TestTheReadmeShowsWhatIsPrinted(t *testing.T) {
	setCredentials(t, "", "", "")
	output, err := quickstart(t.Context())
	require.NoError(t, err)
	printed := map[string]bool{}
	for line := range strings.Lines(output) {
		printed[shape(line)] = true
	}
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	_, shown, _ := strings.Cut(string(readme), "```text\n")
	shown, _, found := strings.Cut(shown, "```\n")
	require.True(t, found, "the README shows no output")
	for line := range strings.Lines(shown) {
		assert.True(t, printed[shape(line)], "the quickstart prints no line like %q", line)
	}
}

var (
	number = regexp.MustCompile(`[0-9a-f]{16,}|[0-9]+`)
	userID = regexp.MustCompile(`sandbox0?[0-9a-f-]*-0`)
)

// shape is a line without what differs from run to run.
func shape(line string) string {
	line = number.ReplaceAllString(strings.TrimSpace(line), "0")
	return strings.Join(strings.Fields(userID.ReplaceAllString(line, "ID")), " ")
}

func TestWithCredentials(t *testing.T) {
	srv := smiletest.New(t)
	setCredentials(t, smiletest.APIKey, smiletest.APISecret, srv.BaseURL)

	t.Run("nobody has linked", func(t *testing.T) {
		output, err := quickstart(t.Context())
		require.NoError(t, err)
		assert.Contains(t, output, "Using "+srv.BaseURL+"\n")
		assert.Regexp(t, `token +[0-9a-f]{32,}\n`, output)
		assert.Contains(t, output, "None yet")
		assert.NotContains(t, output, "What they earn")
	})

	t.Run("people have linked", func(t *testing.T) {
		linked := link(t, srv, smiletest.George)
		mistyped := smiletest.George
		mistyped.Password = "mistyped"
		failed := link(t, srv, mistyped)

		output, err := quickstart(t.Context())
		require.NoError(t, err)
		assert.Contains(t, output, failed+"  ERROR at sprout_ph\n")
		inOrder(t, output, linked+"  CONNECTED at sprout_ph\n", "George Cimafranca Palomero, Jr", "What they earn\n")
		assert.Equal(t, 1, strings.Count(output, "What they earn"), "only what is connected can be read")
		assert.NotContains(t, output, "None yet")
		checkIncomes(t, output)
	})

	calls := map[string]bool{}
	for _, exchange := range srv.Exchanges() {
		calls[exchange.Operation] = true
	}
	assert.True(t, calls["create-user"])
	assert.False(t, calls["create-webhook"], "no webhook that Smile cannot reach")
	assert.False(t, calls["delete-account"], "nobody's consent is withdrawn")
}

func TestWhatCannotWork(t *testing.T) {
	srv := smiletest.New(t)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, test := range []struct {
		name             string
		ctx              context.Context
		key, secret, url string
		want             error
		text             string
	}{
		{"half of the credentials", t.Context(), "", smiletest.APISecret, srv.BaseURL, smile.ErrInvalidParameters, "SMILE_API_KEY"},
		{"the other half", t.Context(), smiletest.APIKey, "", srv.BaseURL, smile.ErrInvalidParameters, "SMILE_API_SECRET"},
		{"wrong credentials", t.Context(), smiletest.APIKey, "mistyped", srv.BaseURL, smile.ErrInvalidCredentials, "create-user"},
		{"the context has ended", ended, smiletest.APIKey, smiletest.APISecret, srv.BaseURL, context.Canceled, "create-user"},
		{"the context has ended, without credentials", ended, "", "", "", context.Canceled, "create-webhook"},
	} {
		t.Run(test.name, func(t *testing.T) {
			setCredentials(t, test.key, test.secret, test.url)
			output, err := quickstart(test.ctx)
			require.ErrorIs(t, err, test.want)
			assert.ErrorContains(t, err, test.text)
			assert.NotContains(t, output+err.Error(), "mistyped")
		})
	}
}

func setCredentials(t *testing.T, key, secret, baseURL string) {
	t.Helper()
	t.Setenv("SMILE_API_KEY", key)
	t.Setenv("SMILE_API_SECRET", secret)
	t.Setenv("SMILE_BASE_URL", baseURL)
	t.Setenv("SMILE_ENVIRONMENT", "")
}

// quickstart runs the program and returns its output.
func quickstart(ctx context.Context) (output string, err error) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	var out strings.Builder
	err = run(ctx, &out)
	return out.String(), err
}

func link(t *testing.T, srv *smiletest.Server, person smiletest.Person) (accountID string) {
	t.Helper()
	created, err := srv.Client().Users.Create(t.Context(), nil)
	require.NoError(t, err)
	accountID, err = srv.Link(t.Context(), smiletest.Link{UserID: created.User.ID, ProviderID: "sprout_ph", Person: person})
	require.NoError(t, err)
	return accountID
}

// inOrder checks that the parts stand in the text, each after the one before.
func inOrder(t *testing.T, text string, parts ...string) {
	t.Helper()
	rest := text
	for _, part := range parts {
		_, after, found := strings.Cut(rest, part)
		require.True(t, found, "%q is missing, or comes too early, in:\n%s", part, text)
		rest = after
	}
}

var (
	incomeRow = regexp.MustCompile(`(?m)^ +(\d{4}-\d{2}) +(\S+) +(\S+) +PHP *$`)
	totalRow  = regexp.MustCompile(`(?m)^ +total +(\S+) +(\S+) +of (\d+) *$`)
)

// checkIncomes adds the table up once more, in another way, and returns how many rows it has.
func checkIncomes(t *testing.T, output string) (rows int) {
	t.Helper()
	months := map[string]bool{}
	gross, net := new(big.Rat), new(big.Rat)
	for _, row := range incomeRow.FindAllStringSubmatch(output, -1) {
		months[row[1]] = true
		gross.Add(gross, amount(t, row[2]))
		net.Add(net, amount(t, row[3]))
		rows++
	}
	assert.GreaterOrEqual(t, rows, 24)
	assert.Len(t, months, rows, "one row for each month")

	totals := totalRow.FindAllStringSubmatch(output, -1)
	require.Len(t, totals, 1, output)
	assert.Equal(t, gross.FloatString(2), totals[0][1])
	assert.Equal(t, net.FloatString(2), totals[0][2])
	assert.Equal(t, strconv.Itoa(rows), totals[0][3])
	return rows
}

func amount(t *testing.T, text string) *big.Rat {
	t.Helper()
	value, ok := new(big.Rat).SetString(text)
	require.True(t, ok, "%q is no amount", text)
	require.Equal(t, 1, value.Sign(), "%q is not positive", text)
	return value
}
