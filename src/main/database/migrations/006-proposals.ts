// Version 6: proposals of all pictures by class and score, so that a pass over them starts at once.
export const proposalsByClass = `
CREATE INDEX proposals_by_class ON annotations (category, score) WHERE origin = 'proposed';
`;
