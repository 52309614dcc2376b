export function CandidateReviewRoute() {
  return null;
}
