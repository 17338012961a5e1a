package worker

import "sync"

// Run calls do for each item with at most n at once.
func Run(items []string, n int, do func(string) error) []error {
	var (
		group  sync.WaitGroup
		lock   sync.Mutex
		errors []error
	)
	slots := make(chan struct{}, n)
	for _, item := range items {
		group.Add(1)
		slots <- struct{}{}
		go func(item string) {
			defer group.Done()
			defer func() { <-slots }()
			if err := do(item); err != nil {
				lock.Lock()
				errors = append(errors, err)
				lock.Unlock()
			}
		}(item)
	}
	group.Wait()
	return errors
}
