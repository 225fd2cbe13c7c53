/* Where jumps go to, and what holds where their paths meet again. */
#include "platforms/shell_scope.h"

#include <string.h>

void
sh_scope_begin(struct sh *sh, struct sh_scope *s, enum sh_scope_kind kind)
{
	*s = (struct sh_scope){ .up = sh->scope, .kind = kind,
		.entry = *sh->st, .in = sh->in };
	memcpy(s->fd, sh->fd, sizeof(s->fd));
	sh->steps += 2;		/* a copy of the state takes as long */
	sh->scope = s;
}

void
sh_scope_end(struct sh *sh, struct sh_scope *s)
{
	static const unsigned masks[] = {
		[SH_SCOPE_LOOP] = SH_LOST_LOOP | SH_LOST_NEXT,
		[SH_SCOPE_CALL] = SH_LOST_LOOP | SH_LOST_NEXT |
		    SH_LOST_OUTER | SH_LOST_CALL,
		[SH_SCOPE_SHELL] = SH_LOST_LOOP | SH_LOST_NEXT |
		    SH_LOST_OUTER | SH_LOST_CALL | SH_LOST_SHELL };
	unsigned mask = masks[s->kind] | (s->left != NULL ? SH_LOST_OUTER : 0);
	struct sh_state *st = sh->st;
	unsigned lost;

	sh->scope = s->up;
	if (s->kind == SH_SCOPE_SHELL) {
		/* What `exec` did to the descriptors ends here. */
		sh->in = s->in;
		memcpy(sh->fd, s->fd, sizeof(s->fd));
	}
	if (s->left != NULL) {
		if (st->dead && !s->entry.dead)
			*st = *s->left;
		else
			sh_state_join(sh, st, s->left);
	}
	lost = st->lost & ~mask & ~s->entry.lost;
	st->lost = s->entry.lost | lost;
	st->dead = st->dead || s->entry.dead;
	st->guard = st->dead && !s->entry.dead ? st->guard : s->entry.guard;
	st->jumps = s->entry.jumps || lost != 0;
	if (lost == 0) {
		st->doubt = s->entry.doubt;
		st->reason = s->entry.reason;
	} else if (!st->dead && st->doubt <= s->entry.doubt) {
		st->doubt = s->entry.doubt + 1;
	}
}

static void
gather(struct sh *sh, struct sh_state **at)
{
	if (*at == NULL)
		*at = sh_state_copy(sh, sh->st);
	else
		sh_state_join(sh, *at, sh->st);
}

static const struct sh_scope *
innermost(const struct sh *sh)
{
	const struct sh_scope *s = sh->scope;

	while (s != NULL && s->kind != SH_SCOPE_LOOP)
		s = s->up;
	return s;
}

void
sh_jump(struct sh *sh, enum sh_jump jump, unsigned n)
{
	enum sh_scope_kind kind = jump == SH_EXIT ? SH_SCOPE_SHELL :
	    jump == SH_RETURN ? SH_SCOPE_CALL : SH_SCOPE_LOOP;
	struct sh_scope *s, *outer = NULL;

	for (s = sh->scope; s != NULL; s = s->up) {
		if (s->kind == kind) {
			outer = s;
			if (n <= 1)
				break;
			n--;
		} else if (s->kind == SH_SCOPE_SHELL || (s->kind ==
		    SH_SCOPE_CALL && kind == SH_SCOPE_LOOP)) {
			if (jump == SH_RETURN)
				outer = s;	/* return outside a function */
			break;
		}
	}
	if (outer == NULL)
		return;
	sh->st->jumps = true;
	if (sh->st->dead)
		return;
	gather(sh, jump == SH_CONTINUE ? &outer->next : &outer->left);
	sh->st->dead = true;
	sh->st->lost |= outer->kind == SH_SCOPE_SHELL ? SH_LOST_SHELL :
	    outer->kind == SH_SCOPE_CALL ? SH_LOST_CALL :
	    outer != innermost(sh) ? SH_LOST_OUTER :
	    jump == SH_CONTINUE ? SH_LOST_NEXT : SH_LOST_LOOP;
}
