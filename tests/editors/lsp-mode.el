;;; lsp-mode.el --- The same as eglot.el, with lsp-mode.  -*- lexical-binding: t -*-

(require 'lsp-mode)
(load (expand-file-name "waiting.el" (file-name-directory load-file-name)) nil t)

(setq lsp-auto-guess-root t
      lsp-auto-execute-action t
      lsp-enabled-clients '(flake8-openrouter)
      lsp-enable-file-watchers nil
      lsp-restart 'ignore)

(defun tried-diagnostics ()
  "Return what is found in the buffer."
  (append (lsp--get-buffer-diagnostics) nil))

(defun tried-place (diagnostic end)
  "Return where a DIAGNOSTIC begins, or ends, if END."
  (let ((range (lsp-get diagnostic :range)))
    (lsp--position-to-point (lsp-get range (if end :end :start)))))

(defun tried-take (what wanted)
  "Go to a finding, and take the offer that is WANTED; WHAT it is called."
  (let ((count (length (tried-diagnostics))))
    (goto-char (tried-place (car (tried-diagnostics)) nil))
    (let ((offer (seq-find wanted (lsp-code-actions-at-point))))
      (unless offer
        (tried-fail (format "no %s is offered" what)))
      (lsp-execute-code-action offer))
    (tried-wait what (lambda () (< (length (tried-diagnostics)) count)))))

(find-file (getenv "TRIED_FILE"))
(tried-wait "server" #'lsp-workspaces)
(tried-wait "diagnostic" #'tried-diagnostics)
(dolist (each (tried-diagnostics))
  (message "found %d %s %s" (line-number-at-pos (tried-place each nil)) (lsp-get each :code)
           (buffer-substring (tried-place each nil) (tried-place each t))))
(tried-take "fix" (lambda (offer) (lsp-get offer :isPreferred)))
(tried-take "fix of the whole file" (lambda (offer) (equal (lsp-get offer :kind) "source.fixAll.openrouter")))
(save-buffer)
(kill-emacs 0)
;;; lsp-mode.el ends here
