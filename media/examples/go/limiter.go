package main

import (
	"fmt"
	"os"
	"time"
)

type Limiter struct {
	limit int
	seen  map[string][]time.Time
}

func NewLimiter(limit int) *Limiter {
	return &Limiter{limit: limit, seen: map[string][]time.Time{}}
}

func (l *Limiter) Allow(client string, now time.Time) bool {
	recent := []time.Time{}
	for _, at := range l.seen[client] {
		if now.Sub(at) < time.Minute {
			recent = append(recent, at)
		}
	}
	l.seen[client] = append(recent, now)
	return len(recent) <= l.limit
}

func readFirstByte(path string) byte {
	file, _ := os.Open(path)
	buffer := make([]byte, 1)
	file.Read(buffer)
	return buffer[0]
}

func main() {
	limiter := NewLimiter(2)
	for i := 0; i < 4; i++ {
		go func() { fmt.Println(limiter.Allow("ada", time.Now())) }()
	}
	time.Sleep(100 * time.Millisecond)
	if len(os.Args) > 1 {
		fmt.Println(readFirstByte(os.Args[1]))
	}
}
