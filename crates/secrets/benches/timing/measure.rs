//! The measurement, after `dudect` (Reparaz, Balasch and Verbauwhede, "Dude, is my code constant time?", 2017).

use std::hint::black_box;
use std::time::Instant;

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng, SeedableRng};

use crate::pairs::Pair;

/// From here on the two classes are told apart. The paper's own bound is 4.5; ten leaves room for the noise of a machine
/// that is not ours alone, and the largest of a hundred tests is what is held against it.
pub(crate) const LIMIT: f64 = 10.0;

/// How often the slowest samples are cut off, each time a few more of them.
const CROPS: u32 = 100;

/// What came out for a pair.
pub(crate) struct Measured {
    /// The median of each class, in nanoseconds.
    pub(crate) medians: [u64; 2],
    /// The largest |t| of all crops.
    pub(crate) t: f64,
}

/// Takes at least so many samples of each class.
pub(crate) fn measure(pair: &Pair, samples: usize) -> Measured {
    let row = mixed(pair);
    let mut presented = String::new();
    let mut take = |text: &str| {
        // Always in the same place, whose cache lines were just written.
        presented.clear();
        presented.push_str(text);
        time(pair, &presented)
    };
    for (_, text) in row.iter().take(samples / 10) {
        take(text);
    }
    let mut times = [Vec::new(), Vec::new()];
    for (class, text) in row.iter().cycle() {
        let nanoseconds = take(text);
        times.get_mut(*class).into_iter().for_each(|class| class.push(nanoseconds));
        if times.iter().all(|class| class.len() >= samples) {
            break;
        }
    }
    Measured { t: largest_t(&times), medians: times.map(|class| quantile(&sorted(class), 0.5)) }
}

/// The texts of both classes in an order that nobody can foresee, the processor included. They lie in memory in that
/// order too: two pools would not be equally near, and that alone would tell them apart.
fn mixed(pair: &Pair) -> Vec<(usize, String)> {
    let mut rng = ChaCha20Rng::seed_from_u64(33);
    let mut classes = pair.classes.each_ref().map(|class| class.iter());
    std::iter::from_fn(|| {
        let class = (rng.next_u32() & 1) as usize;
        Some((class, classes.get_mut(class)?.next()?.clone()))
    })
    .collect()
}

#[expect(clippy::disallowed_methods, reason = "the time that passes is what this program measures")]
fn time(pair: &Pair, text: &str) -> u64 {
    let start = Instant::now();
    let accepted = black_box((pair.check)(black_box(text)));
    let time = start.elapsed();
    assert!(!accepted, "{}: only what is refused is compared", pair.name);
    time.as_nanos().try_into().unwrap_or(u64::MAX)
}

/// Interrupts and a full cache make a long tail that hides small differences, so the test is done on all samples and
/// again on those below each of a row of quantiles, which lie the closer the higher they are.
fn largest_t(times: &[Vec<u64>; 2]) -> f64 {
    let all = sorted(times.concat());
    let crops = (1..=CROPS).map(|crop| quantile(&all, 1.0 - 0.5_f64.powf(f64::from(crop) / 10.0)));
    crops.chain([u64::MAX]).map(|below| welch_t(times, below)).fold(0.0, f64::max)
}

/// The |t| of Welch's test on the samples below a bound.
fn welch_t(times: &[Vec<u64>; 2], below: u64) -> f64 {
    let [(mean, error), (other_mean, other_error)] = times.each_ref().map(|class| {
        let kept = || class.iter().filter(|time| **time < below).map(|time| *time as f64);
        let count = kept().count() as f64;
        let mean = kept().sum::<f64>() / count;
        let variance = kept().map(|time| (time - mean).powi(2)).sum::<f64>() / (count - 1.0);
        (mean, variance / count)
    });
    let t = (mean - other_mean) / (error + other_error).sqrt();
    // Not a number where fewer than two samples of a class are left, or all of both are the same.
    if t.is_nan() { 0.0 } else { t.abs() }
}

fn sorted(mut times: Vec<u64>) -> Vec<u64> {
    times.sort_unstable();
    times
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a part of a length is a length, and 52 bits are enough for it"
)]
fn quantile(sorted: &[u64], part: f64) -> u64 {
    let place = (sorted.len() as f64 * part) as usize;
    sorted.get(place).or(sorted.last()).copied().unwrap_or_default()
}
