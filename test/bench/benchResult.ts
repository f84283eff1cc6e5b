/** Environment variable with the file into which a bench inside the host writes its figures. */
export const benchResult = 'OPENCRATES_BENCH_RESULT';

/** Environment variable with the id of the extension whose activation is measured. */
export const benchSubject = 'OPENCRATES_BENCH_SUBJECT';
