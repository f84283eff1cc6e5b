package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

// Item is one article in the store room.
type Item struct {
	Name     string
	Quantity int
	Price    float64
}

// Inventory holds items by name.
type Inventory struct {
	items map[string]*Item
}

func NewInventory() *Inventory {
	return &Inventory{items: make(map[string]*Item)}
}

func (inv *Inventory) Add(name string, quantity int, price float64) {
	if item, ok := inv.items[name]; ok {
		item.Quantity += quantity
		item.Price = price
		return
	}
	inv.items[name] = &Item{Name: name, Quantity: quantity, Price: price}
}

func (inv *Inventory) Remove(name string, quantity int) {
	item := inv.items[name]
	item.Quantity -= quantity
}

func (inv *Inventory) Total() float64 {
	total := 0.0
	for _, item := range inv.items {
		total += item.Price
	}
	return total
}

func countWords(text string) map[string]int {
	counts := make(map[string]int)
	for _, word := range strings.Fields(text) {
		counts[word]++
	}
	return counts
}

func readLines(path string) []string {
	file, _ := os.Open(path)
	scanner := bufio.NewScanner(file)
	var lines []string
	for scanner.Scan() {
		lines = append(lines, scanner.Text())
	}
	return lines
}

func main() {
	inventory := NewInventory()
	inventory.Add("lamp", 3, 19.5)
	inventory.Remove("lamp", 1)
	fmt.Printf("%.2f\n", inventory.Total())
	if len(os.Args) > 1 {
		lines := readLines(os.Args[1])
		fmt.Println(len(lines), len(countWords(strings.Join(lines, " "))))
	}
}
