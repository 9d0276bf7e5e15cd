//! Periods of one length in a row, without a map: a day has 1,440 minutes,
//! and they are read far more often than they are written.

use super::super::clock::Second;
use super::latencies::Latencies;
use super::sample::Sample;

/// The periods of one length that are kept.
#[derive(Clone, Debug)]
pub(super) struct Tier {
    /// How long each is.
    pub(super) step: Second,
    /// When the first begins.
    base: Second,
    samples: Vec<Sample>,
    /// As many as samples, or none at all where nothing took time.
    latencies: Vec<Option<Box<Latencies>>>,
    /// Where finer ones were handed down, nothing is written any more.
    floor: Second,
}

impl Tier {
    pub(super) fn new(step: Second) -> Self {
        Self {
            step,
            base: 0,
            samples: Vec::new(),
            latencies: Vec::new(),
            floor: 0,
        }
    }

    /// How much time it holds.
    pub(super) fn length(&self) -> Second {
        let many = Second::try_from(self.samples.len()).unwrap_or(Second::MAX);
        many.saturating_mul(self.step)
    }

    fn end(&self) -> Second {
        self.base.saturating_add(self.length())
    }

    pub(super) fn put(&mut self, at: Second, sample: Sample, latencies: Option<Latencies>) {
        if at < self.floor {
            return;
        }
        let index = self.slot(at);
        self.samples[index] = sample;
        match latencies {
            Some(it) => {
                if self.latencies.len() < self.samples.len() {
                    self.latencies.resize(self.samples.len(), None);
                }
                self.latencies[index] = Some(Box::new(it));
            }
            None => {
                if let Some(kept) = self.latencies.get_mut(index) {
                    *kept = None;
                }
            }
        }
    }

    /// The place of the period that a moment lies in, made if there is none.
    fn slot(&mut self, at: Second) -> usize {
        if self.samples.is_empty() {
            self.base = at;
        }
        if at < self.base {
            let many = (self.base - at).div_ceil(self.step);
            let many = many.min(self.base / self.step);
            let before = vec![Sample::default(); many as usize];
            self.samples.splice(0..0, before);
            if !self.latencies.is_empty() {
                self.latencies.splice(0..0, vec![None; many as usize]);
            }
            self.base -= many * self.step;
        }
        let index = (at.saturating_sub(self.base) / self.step) as usize;
        if index >= self.samples.len() {
            self.samples.resize(index + 1, Sample::default());
        }
        index
    }

    /// When the period begins that a moment lies in, if it is kept.
    pub(super) fn start_of(&self, at: Second) -> Option<Second> {
        let inside = at >= self.base && at < self.end();
        inside.then(|| at - (at - self.base) % self.step)
    }

    /// Each kept period that begins between two moments and has ended.
    #[inline]
    pub(super) fn each(
        &self,
        from: Second,
        to: Second,
        now: Second,
        mut see: impl FnMut(&Sample, Option<&Latencies>),
    ) {
        let first = from.saturating_sub(self.base).div_ceil(self.step) as usize;
        let last = to.saturating_sub(self.base).div_ceil(self.step) as usize;
        // Of what has ended by now.
        let known = (now.saturating_sub(self.base) / self.step) as usize;
        let last = last.min(known).min(self.samples.len());
        if first >= last {
            return;
        }
        for (index, sample) in self.samples[first..last].iter().enumerate() {
            if sample.count > 0 {
                let latencies = self.latencies.get(first + index);
                see(sample, latencies.and_then(Option::as_deref));
            }
        }
    }

    /// When the latest known period with a value begins.
    pub(super) fn latest(&self, now: Second) -> Option<Second> {
        let known = (now.saturating_sub(self.base) / self.step) as usize;
        let known = known.min(self.samples.len());
        let index = self.samples[..known].iter().rposition(|it| it.count > 0)?;
        Some(self.base + Second::try_from(index).ok()? * self.step)
    }

    pub(super) fn forget(&mut self, from: Second) {
        let many = from.saturating_sub(self.base).div_ceil(self.step) as usize;
        self.samples.truncate(many);
        self.latencies.truncate(many);
    }

    /// Keeps so much time and puts what is older together into longer periods.
    pub(super) fn hand_down(&mut self, keep: Second, mut next: Option<&mut Self>) {
        let cut = self.end().saturating_sub(keep);
        // Only whole longer periods.
        let unit = next.as_ref().map_or(self.step, |it| it.step);
        let cut = cut - cut % unit;
        let many = (cut.saturating_sub(self.base) / self.step) as usize;
        for index in 0..many.min(self.samples.len()) {
            let sample = self.samples[index];
            let latencies = self.latencies.get_mut(index).and_then(Option::take);
            if let Some(next) = next.as_deref_mut().filter(|_| sample.count > 0) {
                let at = self.base + Second::try_from(index).unwrap_or_default() * self.step;
                next.join(at - at % next.step, &sample, latencies);
            }
        }
        self.samples.drain(..many.min(self.samples.len()));
        self.latencies.drain(..many.min(self.latencies.len()));
        self.base = cut;
        self.floor = cut;
    }

    fn join(&mut self, at: Second, sample: &Sample, latencies: Option<Box<Latencies>>) {
        let index = self.slot(at);
        let sample = self.samples[index].joined(sample);
        let mut all = latencies.map(|it| *it);
        if let Some(kept) = self.latencies.get(index).and_then(Option::as_deref) {
            all.get_or_insert_default().join(kept);
        }
        self.put(at, sample, all);
    }

    pub(super) fn bytes(&self) -> usize {
        let latencies = self.latencies.iter().flatten();
        self.samples.capacity() * size_of::<Sample>()
            + self.latencies.capacity() * size_of::<Option<Box<Latencies>>>()
            + latencies.map(|it| it.bytes()).sum::<usize>()
    }
}
