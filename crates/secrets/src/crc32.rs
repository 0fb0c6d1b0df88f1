//! CRC-32 (ISO-HDLC, the one of zip and Ethernet), so that a mistyped API key is told from an unknown one.

/// The checksum of `data`. Bit by bit: it runs over 52 bytes, where a table would cost more than it saves.
pub(crate) fn crc32(data: &[u8]) -> u32 {
    let mut state = u32::MAX;
    for byte in data {
        state ^= u32::from(*byte);
        for _ in 0..8 {
            let carry = state & 1;
            state = state >> 1 ^ (0xedb8_8320 & carry.wrapping_neg());
        }
    }
    !state
}

#[cfg(test)]
mod tests {
    use super::crc32;

    #[test]
    fn the_check_value_of_the_catalogue_of_crcs() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
    }
}
