//! Random numbers as a value: a seed from outside, and everything after it reproducible.

use sha2::{Digest, Sha256};

/// A stream of bytes nobody can foretell without the seed.
#[derive(Clone)]
pub struct Random {
    seed: [u8; 32],
    drawn: u64,
}

impl Random {
    /// Starts the stream of a seed.
    pub fn new(seed: [u8; 32]) -> Self {
        Self { seed, drawn: 0 }
    }

    /// The next bytes, at most 32.
    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let digest = Sha256::new().chain_update(self.seed).chain_update(self.drawn.to_le_bytes()).finalize();
        self.drawn += 1;
        std::array::from_fn(|index| digest[index % digest.len()])
    }

    /// A number from 0 to 255, to spread things that would otherwise happen at once.
    pub fn byte(&mut self) -> u8 {
        self.bytes::<1>()[0]
    }
}

impl std::fmt::Debug for Random {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Random(***)")
    }
}
