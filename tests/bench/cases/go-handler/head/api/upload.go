package api

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
)

const limit = 10 << 20

func (s *Server) upload(w http.ResponseWriter, r *http.Request) {
	name := filepath.Clean(r.URL.Query().Get("name"))
	file, err := os.Create(filepath.Join(s.folder, name))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
	defer file.Close()
	if _, err := io.Copy(file, http.MaxBytesReader(w, r.Body, limit)); err != nil {
		http.Error(w, "too large", http.StatusRequestEntityTooLarge)
		return
	}
	w.WriteHeader(http.StatusCreated)
}
