package main

import (
	"bytes"
	"database/sql"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// startPostgres starts a PostgreSQL that ends with the test, and returns how to connect to it. It listens on a socket in
// a directory of its own, and on no port. Where PostgreSQL is not installed, the test is skipped, unless
// SMILE_REQUIRE_SERVICES is set.
func startPostgres(t *testing.T) (dsn string) {
	t.Helper()
	programs, _ := filepath.Glob("/usr/lib/postgresql/*/bin") // where Debian and Ubuntu have them
	if len(programs) == 0 {
		if os.Getenv("SMILE_REQUIRE_SERVICES") != "" {
			t.Fatal("PostgreSQL is not installed: apt-get install postgresql")
		}
		t.Skip("PostgreSQL is not installed")
	}
	directory, err := os.MkdirTemp("", "smile-postgres-") // and not t.TempDir, which other users cannot enter
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(directory) })
	var as []string
	if os.Getuid() == 0 { // as whom PostgreSQL refuses to run
		as = []string{"runuser", "-u", "postgres", "--"}
		give(t, directory, "postgres")
	}
	bin := programs[len(programs)-1]
	command := func(arguments ...string) *exec.Cmd {
		arguments = append(as[:len(as):len(as)], arguments...)
		c := exec.Command(arguments[0], arguments[1:]...)
		c.Dir = directory
		return c
	}
	data := filepath.Join(directory, "data")
	if output, err := command(bin+"/initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync").CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, output)
	}

	// The server lives as long as its standard input is open: when this process ends, in whatever way, so does it.
	var log bytes.Buffer
	server := command("sh", "-c", `"$@" & read -r _; kill -INT $!; wait`, "sh", bin+"/postgres", "-D", data, "-k", directory, "-c", "listen_addresses=", "-c", "fsync=off")
	server.Stdout, server.Stderr = &log, &log
	life, err := server.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = life.Close()
		_ = server.Wait()
		if t.Failed() {
			t.Logf("PostgreSQL:\n%s", &log)
		}
	})
	dsn = "host=" + directory + " user=postgres dbname=postgres"
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for end := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		switch err := db.PingContext(t.Context()); {
		case err == nil:
			return dsn
		case time.Now().After(end):
			t.Fatal(err)
		}
	}
}

// give makes somebody the owner of a directory.
func give(t *testing.T, directory, name string) {
	t.Helper()
	owner, err := user.Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	uid, _ := strconv.Atoi(owner.Uid)
	gid, _ := strconv.Atoi(owner.Gid)
	if err := os.Chown(directory, uid, gid); err != nil {
		t.Fatal(err)
	}
}
