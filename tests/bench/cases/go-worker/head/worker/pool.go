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
		slots <- struct{}{}
		go func(item string) {
			group.Add(1)
			defer group.Done()
			if err := do(item); err != nil {
				errors = append(errors, err)
			}
		}(item)
	}
	group.Wait()
	return errors
}
