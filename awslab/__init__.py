"""Study for AWS certification in the terminal: quizzes, notes and labs judged in a local AWS sandbox."""

__version__ = "0.1.0"
