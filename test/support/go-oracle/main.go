// Compares pairs of Go files by their syntax trees. Reads a line "original<TAB>printed" for each pair and prints "same" or where they
// differ. What the printer is documented to normalise is the same here.
package main

import (
	"bufio"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"sort"
	"strconv"
	"strings"
)

func main() {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		original, printed, _ := strings.Cut(lines.Text(), "\t")
		fmt.Println(compare(original, printed))
	}
}

func compare(original, printed string) string {
	left, err := tree(original)
	if err != nil {
		return "unreadable: " + strings.ReplaceAll(err.Error(), "\n", " ")
	}
	right, err := tree(printed)
	if err != nil {
		return "printed: " + strings.ReplaceAll(err.Error(), "\n", " ")
	}
	for at := 0; at < len(left) || at < len(right); at++ {
		if at >= len(left) || at >= len(right) || left[at] != right[at] {
			return fmt.Sprintf("node %d: %q, printed %q", at, window(left, at), window(right, at))
		}
	}
	return "same"
}

func window(words []string, at int) []string {
	return words[max(0, min(at-6, len(words))):min(len(words), at+6)]
}

func tree(path string) ([]string, error) {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	d := &dumper{}
	d.add("package", file.Name.Name)
	var imports []string
	for _, spec := range file.Imports {
		name := ""
		if spec.Name != nil {
			name = spec.Name.Name + " "
		}
		imports = append(imports, name+unquoted(spec.Path.Value))
	}
	sort.Strings(imports)
	d.add(imports...)
	for _, decl := range file.Decls {
		if group, ok := decl.(*ast.GenDecl); ok && group.Tok == token.IMPORT {
			continue
		}
		d.value(reflect.ValueOf(decl))
	}
	return d.words, nil
}

type dumper struct{ words []string }

func (d *dumper) add(words ...string) { d.words = append(d.words, words...) }

// group takes a declaration apart: a variable without a value stands alone.
func (d *dumper) group(decl *ast.GenDecl) {
	if decl.Tok == token.CONST {
		d.add("const")
	}
	for _, spec := range decl.Specs {
		variable, ok := spec.(*ast.ValueSpec)
		if !ok || decl.Tok == token.CONST || len(variable.Values) > 0 {
			d.add(decl.Tok.String())
			d.value(reflect.ValueOf(spec))
			continue
		}
		for _, name := range variable.Names {
			d.add("var", name.Name)
			d.value(reflect.ValueOf(variable.Type))
		}
	}
}

func (d *dumper) value(v reflect.Value) {
	switch node := v.Interface().(type) {
	case *ast.CommentGroup, token.Pos, *ast.Object, *ast.Scope:
		return
	case *ast.ParenExpr:
		d.value(reflect.ValueOf(node.X))
		return
	case *ast.EmptyStmt:
		return
	case *ast.DeclStmt:
		d.value(reflect.ValueOf(node.Decl))
		return
	case *ast.GenDecl:
		d.group(node)
		return
	case *ast.IncDecStmt:
		d.add("assign")
		d.value(reflect.ValueOf(node.X))
		d.add(map[token.Token]string{token.INC: "+=", token.DEC: "-="}[node.Tok], "INT", "1")
		return
	case *ast.AssignStmt:
		d.add("assign")
		for _, each := range node.Lhs {
			d.value(reflect.ValueOf(each))
		}
		d.add(node.Tok.String())
		for _, each := range node.Rhs {
			d.value(reflect.ValueOf(each))
		}
		return
	case *ast.BasicLit:
		d.add(node.Kind.String(), literal(node))
		return
	case *ast.FieldList:
		if node == nil {
			return
		}
		for _, field := range node.List {
			d.field(field)
		}
		d.add("end of fields")
		return
	}
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if !v.IsNil() {
			d.value(v.Elem())
		}
	case reflect.Struct:
		d.add(v.Type().Name())
		for i := range v.NumField() {
			// Whether a function type begins with the word is a matter of place.
			if field := v.Type().Field(i); field.IsExported() && v.Field(i).CanInterface() {
				d.value(v.Field(i))
			}
		}
		d.add("end")
	case reflect.Slice:
		for i := range v.Len() {
			d.value(v.Index(i))
		}
		d.add("end of list")
	default:
		d.add(fmt.Sprint(v.Interface()))
	}
}

func (d *dumper) field(field *ast.Field) {
	names := field.Names
	if len(names) == 0 {
		names = []*ast.Ident{{}}
	}
	for _, name := range names {
		d.add("field", name.Name)
		d.value(reflect.ValueOf(field.Type))
		if field.Tag != nil {
			d.add(unquoted(field.Tag.Value))
		}
	}
}

func unquoted(text string) string {
	value, err := strconv.Unquote(text)
	if err != nil {
		return text
	}
	return value
}

func literal(node *ast.BasicLit) string {
	text := node.Value
	if node.Kind == token.INT || node.Kind == token.FLOAT || node.Kind == token.IMAG {
		text = strings.ToLower(text)
		if node.Kind == token.IMAG && !strings.ContainsAny(text, ".xbo") {
			return strings.TrimLeft(text, "0_")
		}
		return text
	}
	return strings.ReplaceAll(text, "\r", "")
}
