use std::fmt;

use askama::filters::HtmlSafe;

/// A symbol of the sprite in the page, by name. It only ever repeats words beside it, so screen readers pass over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Icon(pub(crate) &'static str);

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            r##"<svg class="icon" aria-hidden="true" focusable="false"><use href="#i-{}"></use></svg>"##,
            self.0
        )
    }
}

/// The name is always written in this crate's source, never by a visitor.
impl HtmlSafe for Icon {}
