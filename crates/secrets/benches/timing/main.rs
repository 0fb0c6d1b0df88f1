//! Whether the time an answer takes tells a stranger what they must not know (case T033).
//!
//! ```sh
//! cargo bench -p latchstring-secrets --bench timing               # 100 000 samples of each class
//! cargo bench -p latchstring-secrets --bench timing -- 1000000
//! ```
//!
//! It is built as a release is, since a comparison that is constant-time in the source can become a branch in the
//! program: run it for each target. It prints numbers and judges nothing, because a machine that has other work to do
//! can spoil them. How to read them is in `docs/security/timing.md`.

mod measure;
mod pairs;

use std::error::Error;
use std::io::Write;

use measure::{LIMIT, Measured, measure};
use pairs::{Pair, Reason};

const SAMPLES: usize = 100_000;

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo adds `--bench`.
    let asked = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let samples = asked.map_or(Ok(SAMPLES), |number| number.parse())?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{samples} samples of each class; medians in ns\n")?;
    writeln!(out, "{:<64} {:>7} {:>7} {:>8}", "what is compared", "first", "second", "|t|")?;
    for pair in pairs::all()? {
        let measured = measure(&pair, samples);
        writeln!(out, "{}", line(&pair, &measured))?;
    }
    Ok(())
}

fn line(pair: &Pair, measured: &Measured) -> String {
    let [first, second] = measured.medians;
    let t = measured.t;
    let verdict = match pair.reason {
        Reason::Secret if t < LIMIT => "below 10, as it must be",
        Reason::Secret => "OVER 10: run it again, and if it stays, find the reason",
        Reason::Public => "no limit: the form is public",
        Reason::Control if t < LIMIT => "below 10: nothing here can be believed",
        Reason::Control => "a leak, and it is seen",
    };
    format!("{:<64} {first:>7} {second:>7} {t:>8.1}  {verdict}", pair.name)
}
