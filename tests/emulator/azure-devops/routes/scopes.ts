// Paths and scopes that many routes share.

export const repositoryPath = '{project}/_apis/git/repositories/{repositoryId}';
export const pullRequestPath = `${repositoryPath}/pullRequests/{pullRequestId}`;

export const codeRead = ['vso.code'];
export const codeWrite = ['vso.code_write'];
export const threadsRead = ['vso.code', 'vso.threads_full'];
export const threadsWrite = ['vso.code_write', 'vso.threads_full'];
export const statusRead = ['vso.code', 'vso.code_status'];
export const statusWrite = ['vso.code_write', 'vso.code_status'];
