;;; waiting.el --- What the tries in Emacs share.  -*- lexical-binding: t -*-

(defun tried-fail (what)
  "Say WHAT is wrong, and end."
  (message "Emacs: %s" what)
  (kill-emacs 1))

(defun tried-wait (what happened)
  "Wait until HAPPENED says that WHAT came."
  (let ((until (+ (float-time) 60)))
    (while (not (funcall happened))
      (when (> (float-time) until)
        (tried-fail (format "no %s came" what)))
      (accept-process-output nil 0.05))))

;;; waiting.el ends here
