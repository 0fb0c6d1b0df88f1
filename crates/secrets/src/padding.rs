//! Padding that hides the exact length of a message: `0x80`, then zeros up to a multiple of 32.

use zeroize::Zeroizing;

/// Every padded message is a positive multiple of this.
pub(crate) const BLOCK: usize = 32;

/// The padded length of a message of `len` bytes.
pub(crate) const fn padded_len(len: usize) -> usize {
    (len / BLOCK + 1) * BLOCK
}

pub(crate) fn pad(message: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut padded = Zeroizing::new(Vec::with_capacity(padded_len(message.len())));
    padded.extend_from_slice(message);
    padded.push(0x80);
    padded.resize(padded_len(message.len()), 0);
    padded
}

/// The length of the message inside `padded`; `None` unless it is padded in the one right way.
///
/// This runs after the tag was found right, on bytes that only a key holder can have made, so it
/// need not hide where it stops.
pub(crate) fn message_len(padded: &[u8]) -> Option<usize> {
    let end = padded.iter().rposition(|byte| *byte != 0)?;
    let smallest = padded_len(end) == padded.len();
    (padded.get(end) == Some(&0x80) && smallest).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_comes_back_and_is_a_multiple_of_32() {
        for len in 0..200 {
            let message = vec![0x80; len];
            let padded = pad(&message);
            assert_eq!(padded.len() % BLOCK, 0);
            assert!(padded.len() > len && padded.len() <= len + BLOCK);
            assert_eq!(message_len(&padded), Some(len));
        }
    }

    #[test]
    fn padding_without_the_mark_or_longer_than_needed_is_refused() {
        assert_eq!(message_len(&[]), None);
        assert_eq!(message_len(&[0; 32]), None);
        assert_eq!(message_len(&[1; 32]), None);
        let mut needless = pad(&[7; 5]).to_vec();
        needless.resize(64, 0);
        assert_eq!(message_len(&needless), None);
    }
}
