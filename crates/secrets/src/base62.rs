//! Base62 of fixed width (digits, upper case, lower case), most significant digit first.
//!
//! Fixed width makes the spelling unique: the number of digits never depends on the value, and a
//! value that does not fit its bytes is refused.

use zeroize::Zeroizing;

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Appends `number` (big-endian bytes) to `text` as exactly `width` digits.
///
/// The caller chooses a width that holds every number of that size: 43 for 32 bytes, 6 for 4.
pub(crate) fn encode_into(text: &mut String, number: &[u8], width: usize) {
    let mut rest = Zeroizing::new(number.to_vec());
    let mut digits = Zeroizing::new(vec![b'0'; width]);
    for digit in digits.iter_mut().rev() {
        let mut remainder = 0_u32;
        for byte in rest.iter_mut() {
            let value = remainder << 8 | u32::from(*byte);
            *byte = low_byte(value / 62);
            remainder = value % 62;
        }
        *digit = DIGITS.get(remainder as usize).copied().unwrap_or(b'0');
    }
    text.extend(digits.iter().copied().map(char::from));
}

/// Reads digits into `N` big-endian bytes; `None` for a character outside the alphabet or a value too large.
pub(crate) fn decode<const N: usize>(digits: &str) -> Option<Zeroizing<[u8; N]>> {
    let mut number = Zeroizing::new([0; N]);
    for digit in digits.bytes() {
        let mut carry = value_of(digit)?;
        for byte in number.iter_mut().rev() {
            let value = u32::from(*byte) * 62 + carry;
            *byte = low_byte(value);
            carry = value >> 8;
        }
        if carry != 0 {
            return None;
        }
    }
    Some(number)
}

fn value_of(digit: u8) -> Option<u32> {
    let value = match digit {
        b'0'..=b'9' => digit - b'0',
        b'A'..=b'Z' => digit - b'A' + 10,
        b'a'..=b'z' => digit - b'a' + 36,
        _ => return None,
    };
    Some(u32::from(value))
}

fn low_byte(value: u32) -> u8 {
    let [.., byte] = value.to_be_bytes();
    byte
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn encode(number: &[u8], width: usize) -> String {
        let mut text = String::new();
        encode_into(&mut text, number, width);
        text
    }

    #[test]
    fn known_values() {
        assert_eq!(encode(&0_u32.to_be_bytes(), 6), "000000");
        assert_eq!(encode(&61_u32.to_be_bytes(), 6), "00000z");
        assert_eq!(encode(&62_u32.to_be_bytes(), 6), "000010");
        assert_eq!(encode(&u32::MAX.to_be_bytes(), 6), "4gfFC3");
        assert_eq!(decode::<4>("4gfFC3").as_deref(), Some(&[0xff; 4]));
    }

    #[test]
    fn a_value_past_the_last_is_refused() {
        assert!(decode::<4>("4gfFC4").is_none());
        assert!(decode::<4>("zzzzzz").is_none());
        assert!(decode::<32>(&"z".repeat(43)).is_none());
        let last = encode(&[0xff; 32], 43);
        assert_eq!(decode::<32>(&last).as_deref(), Some(&[0xff; 32]));
    }

    proptest! {
        #[test]
        fn every_number_comes_back(number in any::<[u8; 32]>()) {
            let text = encode(&number, 43);
            prop_assert_eq!(text.len(), 43);
            prop_assert_eq!(*decode::<32>(&text).unwrap(), number);
        }
    }
}
