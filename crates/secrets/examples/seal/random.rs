//! A "random" source that repeats chosen bytes, so that test vectors can be made again.

use std::convert::Infallible;

use rand_core::{TryCryptoRng, TryRng};

/// Gives the chosen bytes, over and over. The library has no such door: it takes what its caller hands in.
pub(crate) struct Fixed {
    bytes: std::iter::Cycle<std::array::IntoIter<u8, 16>>,
}

impl Fixed {
    pub(crate) fn new(bytes: [u8; 16]) -> Self {
        Self { bytes: bytes.into_iter().cycle() }
    }

    fn array<const N: usize>(&mut self) -> [u8; N] {
        let mut array = [0; N];
        array.iter_mut().zip(&mut self.bytes).for_each(|(slot, byte)| *slot = byte);
        array
    }
}

impl TryRng for Fixed {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_be_bytes(self.array()))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_be_bytes(self.array()))
    }

    fn try_fill_bytes(&mut self, output: &mut [u8]) -> Result<(), Infallible> {
        output.iter_mut().zip(&mut self.bytes).for_each(|(slot, byte)| *slot = byte);
        Ok(())
    }
}

impl TryCryptoRng for Fixed {}
