// The security namespace of Git repositories and its bits, as the service's own list of namespaces gives them.

/** Security namespace "Git Repositories". */
export const gitNamespace = '2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87';

/** "Edit policies". */
export const editPolicies = 2048;
