use std::io::{self, Write as _};

use indicatif::{ProgressBar, ProgressStyle};

/// How far a long command is, on standard error: a bar on a terminal, a line for each tenth elsewhere.
pub(crate) struct Progress {
    bar: ProgressBar,
    total: u32,
    told: u32,
}

impl Progress {
    /// Of so many rows, none of which is done.
    pub(crate) fn new(total: u32) -> Self {
        // Is hidden by itself where standard error is no terminal.
        let bar = ProgressBar::new(u64::from(total));
        // The template is right, as a test holds; were it not, the bar would be the plain one.
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            bar.set_style(style);
        }
        Self { bar, total, told: 0 }
    }

    /// So many are done.
    pub(crate) fn at(&mut self, done: u32) {
        self.bar.set_position(u64::from(done));
        let tenth = (self.total / 10).max(1);
        if self.bar.is_hidden() && (done >= self.total || done - self.told >= tenth) {
            self.told = done;
            // There is nobody left to tell when standard error is closed.
            let _ = writeln!(io::stderr().lock(), "admin-cli: {done} of {} rows", self.total);
        }
    }

    /// All are: the bar makes room for the answer.
    pub(crate) fn done(self) {
        self.bar.finish_and_clear();
    }
}

const TEMPLATE: &str = "{bar:40} {pos} of {len} rows, {eta} to go";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_can_be_read() {
        assert!(ProgressStyle::with_template(TEMPLATE).is_ok());
    }
}
