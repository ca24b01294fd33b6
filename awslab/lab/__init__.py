"""Judging hands-on work: pure functions of what AWS answers. The caller passes in who asks AWS."""
