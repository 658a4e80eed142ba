// Sumdb judges our checkpoints, proofs and tiles with golang.org/x/mod, which shares no line with us.
//
// It reads a JSON array of questions on standard input and writes a JSON array of answers:
// "" where Go accepts, its error where it refuses.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// A question says what to check. JSON carries bytes as base64.
type question struct {
	Check string // "note", "record", "tree" or "tiles"
	Note  string
	Vkey  string
	Path  []tlog.Hash // the proof: of a record, of an old tree
	Size  int64
	Root  tlog.Hash
	Index int64             // record, tiles: which leaf
	Leaf  []byte            // record: the leaf's bytes, not its hash
	Old   int64             // tree: size of the old tree
	Was   tlog.Hash         // tree: root of the old tree
	Tiles map[string][]byte // tiles: what lies at each path
}

func checkNote(q question) error {
	verifier, err := note.NewVerifier(q.Vkey)
	if err != nil {
		return err
	}
	_, err = note.Open([]byte(q.Note), note.VerifierList(verifier))
	return err
}

// served hands out the tiles of a question, which are named as C2SP does: without the height.
type served map[string][]byte

func (served) Height() int { return 8 }

func (served) SaveTiles([]tlog.Tile, [][]byte) {}

func (s served) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range tiles {
		path := "tile/" + tile.Path()[len("tile/8/"):]
		data, ok := s[path]
		if !ok {
			return nil, errors.New("no tile " + path)
		}
		found = append(found, data)
	}
	return found, nil
}

// checkTiles proves a record out of the tiles, each authenticated by the root, and compares.
func checkTiles(q question) error {
	reader := tlog.TileHashReader(tlog.Tree{N: q.Size, Hash: q.Root}, served(q.Tiles))
	path, err := tlog.ProveRecord(q.Size, q.Index, reader)
	if err == nil && !slices.Equal(path, q.Path) {
		err = errors.New("another path")
	}
	return err
}

func answer(q question) error {
	switch q.Check {
	case "note":
		return checkNote(q)
	case "record":
		return tlog.CheckRecord(q.Path, q.Size, q.Root, q.Index, tlog.RecordHash(q.Leaf))
	case "tree":
		return tlog.CheckTree(q.Path, q.Size, q.Root, q.Old, q.Was)
	case "tiles":
		return checkTiles(q)
	}
	return fmt.Errorf("unknown check %q", q.Check)
}

func main() {
	var questions []question
	if err := json.NewDecoder(os.Stdin).Decode(&questions); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	answers := []string{}
	for _, q := range questions {
		if err := answer(q); err != nil {
			answers = append(answers, err.Error())
		} else {
			answers = append(answers, "")
		}
	}
	json.NewEncoder(os.Stdout).Encode(answers)
}
