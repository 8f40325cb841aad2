// usage: read FILE    Go's yaml.v3: see read.py. SPDX-License-Identifier: MIT
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"

	"gopkg.in/yaml.v3"
)

func plain(value interface{}) interface{} {
	switch value := value.(type) {
	case map[string]interface{}:
		for key, inner := range value {
			value[key] = plain(inner)
		}
		return value
	case []interface{}:
		for i, inner := range value {
			value[i] = plain(inner)
		}
		return value
	case string, int, float64, bool, nil:
		return value
	}
	return map[string]string{"not a string": fmt.Sprintf("%T", value)}
}

func read(name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	decoder, encoder := yaml.NewDecoder(file), json.NewEncoder(os.Stdout)
	for {
		var document interface{}
		if err := decoder.Decode(&document); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := encoder.Encode(plain(document)); err != nil {
			return err
		}
	}
}

func main() {
	if err := read(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
